import type { DemandKind } from '../decision.ts';
import { phrases } from './phrases.ts';

/** How a text demands what the engine forbids; forms of grammar/pattern.ts. A negated phrase is no demand. */
export const demandForms = {
  skip_branch_test: [
    '(skip|bypass|skipping|omit|forget) [about] [the] (branch|branches|branch test|branch testing|branch tests|test|tests|testing|staging|preview|preview branch|development branch|dev branch|checks|verification)',
    '(no|without [a|any|the]) (branch|branches|branch test|branch testing|test branch|testing|tests|staging|preview branch|development branch|dev branch|testing on a branch|dry run)',
    '(directly|straight|right away|immediately|right) (in|on|to|into|against|at) [the] (production|prod|live|master|main database|live database|production database)',
    '(run|apply|execute|do|drop|push|ship|hotfix|deploy) [it|this|that|them] (in|on|to|against) (production|prod) (right away|right now|immediately|now|directly|first)',
    "(don't|do not|dont|never|no need to) [bother [to]] (test|testing|create|use|branch) [it|this|anything|a|with|the] [on] [a|the] [development|test|preview] (branch|first|staging)",
    "(don't|do not|dont|no need to|no time to) [bother [to]] test [it|this|anything]",
    '(ohne|sin|sans|sem) [un|une|uma|einen] (branch|test|tests|testbranch|prueba|pruebas|probar|tester|testar|testen|rama de prueba|branche)',
    '(direkt|directamente|directement|diretamente) (in|auf|en|em|na|dans) [la|der] (produktion|produccion|production|producao|prod)',
  ],
  no_rollback: [
    '(no|without [a|any|the]|skip [the]|omit [the]) (rollback|rollbacks|roll back|down migration|down-migration|down migrations|rollback script|rollback sql|reverse|undo|rollback file|down)',
    "(don't|do not|dont|no need to) (need|want|write|create|bother with|generate|prepare|include|provide) [a|any|the] (rollback|roll back|down migration|down script|rollback script|rollback sql)",
    '[a|the] rollback is (not needed|not necessary|unnecessary|not required)',
    '(no need for|not need) [a|any|the] (rollback|roll back|down migration)',
    '(make it|should be|must be) irreversible',
    '(ohne|sin|sans|sem) (rollback|ruckweg|marcha atras|retour arriere|reversion)',
  ],
  no_backup: [
    '(no|without [a|any|the|making a|taking a]|skip [the]|omit [the]) (backup|backups|back-up|archive|copy|archive copy)',
    "(don't|do not|dont|no need to) (need|want|make|take|create|keep|bother with) [a|any|the] (backup|backups|back-up|copy|archive)",
    '[a|the] backup is (not needed|not necessary|unnecessary|not required)',
    '(no need for|not need) [a|any|the] (backup|back-up|copy)',
    '(ohne|sin|sans|sem) (backup|sicherung|copia de seguridad|sauvegarde|copia)',
  ],
  edit_applied_migration: [
    '(edit|editing|change|changing|modify|modifying|rewrite|rewriting|amend|amending|alter|altering|update|updating|adjust|fix|patch|patching|delete|remove|overwrite) [the] [existing|old|applied|already applied|original|first|initial|previous|last] [applied|already-applied] (migration|migration file|migrations|migration files|migration history)',
    '(edit|change|modify|rewrite|amend|alter|update|adjust|patch|overwrite) [the] [existing|old|applied|original] [migration] [file] {file}',
    '(edit|change|modify|rewrite|amend|put it in|add it to|put this in) [the] (migration|file|one) (that is|that was|which was|which is) already applied',
    '(edit|rewrite|clean|change) [the] migration history',
  ],
  no_transaction: [
    '(without|no|outside [of]|not in|skip [the]|not inside) [a|any|the] (transaction|transactions)',
    "(don't|do not|dont|no need to) (use|wrap|open|need|want) [it|this] [in] [a|any|the] (transaction|transactions)",
    '(ohne|sin|sans|sem) (transaktion|transaccion|transaction|transacao)',
  ],
} as const satisfies Readonly<Record<DemandKind, readonly string[]>>;

/** In front of a demand's phrase: then it is none. */
export const demandNegations: readonly string[] = phrases(`
  do not | don't | dont | never | must not | mustn't | should not | shouldn't | not | cannot | can't | may
  not | nobody may | no one may | without | avoid | not acceptable | nicht | we never | refuse to |
  forbidden to | had | have no | there is | there was | has`);

/** Anywhere in front of the phrase: the sentence tells what happened. */
export const narrations: readonly string[] = phrases(`
  was | were | ran | happened | had been | has been | last time | somebody | someone | last week |
  yesterday`);
