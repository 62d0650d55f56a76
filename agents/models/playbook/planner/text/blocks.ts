import { withFences } from './bare-code.ts';

/** What a Markdown request is made of, as far as the planner looks. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: number }
  | { readonly kind: 'paragraph'; readonly text: string }
  | {
      readonly kind: 'item';
      readonly text: string;
      readonly depth: number;
      /** Null where the item has no box. */
      readonly checked: boolean | null;
    }
  | { readonly kind: 'code'; readonly text: string; readonly language: string }
  | {
      readonly kind: 'table';
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'quote'; readonly text: string };

const fence = /^(\s*)(`{3,}|~{3,})\s*([\w+#.-]*)/;
const heading = /^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$/;
const boldHeading = /^\s*(?:\*\*([^*]+?)\*\*|__([^*_]+?)__)\s*:?\s*$/;
/** `[ ] users.hackney`, a box without the mark of a list. */
const bareBox = /^(\s*)(\[[ xX]\]\s+\S.*)$/;
const item = /^(\s*)(?:[-*+•]|\d{1,3}[.)])\s+(.*)$/;
const box = /^\[([ xX])\]\s+(.*)$/;
const quote = /^\s*>\s?(.*)$/;
const tableRow = /^\s*\|(.+)\|\s*$/;
/** `**Insert some couriers.**`: a sentence that is marked, and no heading. */
const boldOrder =
  /^\s*(?:\*\*|__)(?:please )?(?:also )?(?:insert|add|create|drop|remove|rename|delete|populate|seed|fill|make|change|set|alter)\b[^*]*\.(?:\*\*|__)\s*$/i;
/** A row of a table that is drawn without its outer lines. */
const openRow = /^\s*\|?\s*([^|\s][^|]*\|.*?)\s*\|?\s*$/;
const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const rule = /^\s*(?:[-*_]\s*){3,}$/;
/** A model without its fence. */
const bareModel = /^\s*(?:Table|model|enum|Enum) \w+ *(?:\[[^\]]*\] *)?\{\s*$/;
/** A line of its own even inside a paragraph: `Type: integer`. */
const keyLine =
  /^\s*(?:\*\*|`)?(?:\p{Lu}[\p{L}\p{N}_]*(?: [\p{L}\p{N}_]+){0,2}|`?[a-z_]+`)(?:\*\*|`)?\s*:(?!:)\s*\S/u;

/** A line that begins with a verb of change in capitals is a request of its own, whatever line stands above. */
const orderVerbs = `Add|Activate|Allow|Alter|Backfill|Cast|Change|Combine|Comment|Convert|Copy|Create|Dedupe|Deduplicate|Delete|Disallow|Document|Drop|Enable|
  Enforce|Ensure|Extend|Extract|Fill|Give|Grant|Increase|Index|Insert|Install|Introduce|Limit|Lowercase|Make|Merge|Migrate|Move|Normalise|Normalize|Permit|Please|
  Populate|Put|Record|Track|Remember|Remove|Rename|Replace|Restrict|Revert|Revoke|Roll back|Seed|Set|Split|Store|Switch|Trim|Truncate|Turn|Undo|Update|Use|Validate|Widen|
  ADD|ALTER|COMMENT|CREATE|DELETE|DROP|GRANT|INSERT|REVOKE|TRUNCATE|UPDATE|
  Expose|Show|Speed up|Display|Return|Refactor|Implement|Handle|Adjust|Render|Hide|Generate|Associate|Modify|Write|
  Attach|Call|Deactivate|Dedup|Define|Detach|Execute|Exclude|Forbid|Mark|Partition|Prevent|Prefill|Reject|Run|Strip|Transfer|Uppercase|
  Aktiviere|Aktivieren|Installiere|Validiere|Verschiebe|Vereinige|Fülle|Befülle|Activa|Activar|Instala|Instalar|Mueve|Mover|Valida|Rellena|Active|Activer|Installe|Déplace|Fusionne|Remplis|Ative|Ativar|Mova|Preencha|
  Haz|Hacer|Quita|Quitar|Pon|Poner|
  Benenne|Bitte|Entferne|Erstelle|Füge|Lege|Lösche|Mache|Setze|Ändere|Agrega|Agregar|Añade|Añadir|Cambia|Cambiar|Crea|Crear|Elimina|Eliminar|Renombra|Renombrar|
  Ajoute|Ajouter|Changer|Créer|Renomme|Renommer|Rendre|Supprime|Supprimer|Adicionar|Adicione|Alterar|Criar|Crie|Remova|Remover|Renomear|Renomeia|Renomeie|Tornar`;
const orderLine = new RegExp(`^\\s*(?:${orderVerbs.replace(/\s*\n\s*/g, '')})\\s`, 'u');

export const isOrderLine = (text: string): boolean => orderLine.test(text);

/** `id - (uuid)`, `name: varchar(80)`, one below the other: a list without its dots. */
const fieldLike = /^\s*`?[a-z][\w]*`?\s*(?:[-–:]\s*\(?|\()`?[a-z][\w ()]*\)?`?[^.!?]{0,40}$/i;
/** `first name <string>` */
const angleLine = /^\s*[a-z]\w*(?: \w+){0,2} ?<\w+>/i;
/** `(PK) ID: INTEGER` */
const keyedLine = /^\s*(?:\((?:PK|FK)\) ?)?[A-Za-z]\w* ?: ?\w+|^\s*constraint\b/i;
/** A code span and nothing else: a name a line. */
const codeLine = /^\s*`[^`]+`\s*,?\s*$/;
/** `title` above `content`: one word a line. */
const wordLine = /^\s*[a-z_]\w*\s*$/i;

/** `userId: uuid` above `seen: bool`: a line for each. */
const pairLine = /^\s*`?[A-Za-z]\w*`?\s*:\s*\S/;

/** Below an order, a line that says what a thing should be is the next one: `tasks should get …`. */
const statementLine = /^\s*`?[\w.]+`? (?:should|must|needs?|has to|gets)\s/;

/** `-id` above `-name`: items without their space. */
const tightItem = /^(\s*)[-*](?=[\p{L}_`(])(.*)$/u;
const isTightItem = (lines: readonly string[], at: number): boolean =>
  tightItem.test(lines[at] ?? '') &&
  !/^\s*\*[^*]+\*/.test(lines[at] ?? '') &&
  [lines[at - 1], lines[at + 1]].some((line) => /^\s*-[\p{L}_`(]/u.test(line ?? ''));

/** `title` above `content`, three of them or with an underscore: a column a line. */
function isWordBelow(lines: readonly string[], at: number): boolean {
  const [before = '', line = ''] = lines.slice(at - 1, at + 1);
  if (!wordLine.test(line) || !wordLine.test(before)) return false;
  const around = [lines[at - 2], lines[at + 1]].some((one) => wordLine.test(one ?? ''));
  return around || (/_/.test(before) && /_/.test(line)) || /^\s*id\s*$/i.test(before);
}

/** Shorter than where an editor wraps: such a line ends because its writer ended it. */
const wrapped = 56;
/** At the end of a line these want what stands on the next one. */
const openEnd =
  /(?:[,(\-–&+/]|\b(?:a|an|the|to|of|in|on|for|from|with|and|or|by|as|at|into|per|is|are|be|that|which|called|named|column|table|not|its|our|their))\s*$/i;
/** So begins a statement of its own, also in lower case. */
const ownLine = new RegExp(
  `^\\s*(?:(?:the|this|these|those|we|i|it|do not|don't|dont|maybe|perhaps|later|please|also|then|no|never|nobody|everything else|all other|${orderVerbs
    .replace(/\s*\n\s*/g, '')
    .split('|')
    .filter((verb) => /^[A-Z][a-z ]+$/.test(verb))
    .map((verb) => verb.toLowerCase())
    .join('|')})\\s|not\\s)`,
  'u',
);

/** Below a short line that orders something, a statement that begins in lower case is the next one, and not its end. */
const isOwnLine = (line: string, paragraph: readonly string[]): boolean => {
  const above = paragraph.at(-1) ?? '';
  const order = orderLine.test(paragraph[0] ?? '') && above.length < wrapped;
  return order && !openEnd.test(above) && ownLine.test(line);
};

/** Without emphasis, links, images and struck-through text; code spans stay. */
export function plain(text: string): string {
  return text
    .replace(/~~(?!~)[^\n]+?~~/g, ' ')
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') && part.endsWith('`') && part.length > 1
        ? part
        : part
            .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
            .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
            .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
            .replace(/\*\*|(?<![\p{L}\p{N}_])__(?=\S)|(?<=\S)__(?![\p{L}\p{N}_])/gu, '')
            .replace(/(?<![\p{L}\p{N}_*])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}_*])/gu, '')
            .replace(
              /(?<![\p{L}\p{N}_])_(?=[^_\s][^_]*_(?![\p{L}\p{N}_]))|(?<=[\p{L}\p{N}_])_(?![\p{L}\p{N}_])/gu,
              '',
            )
            .replace(/https?:\/\/\S+/g, ' '),
    )
    .join('');
}

const cells = (row: string): string[] => row.split(/(?<!\\)\|/).map((cell) => plain(cell).trim());

/** Lines to blocks. Soft line breaks are joined; a line `Key: value` and a line after a colon stay apart. */
export function readBlocks(markdown: string): readonly Block[] {
  const lines = withFences(markdown.replace(/<!--[\s\S]*?(?:-->|$)/g, '').split('\n'));
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: plain(paragraph.join(' ')).trim() });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const model = bareModel.test(line)
      ? lines.findIndex((one, index) => index > at && /^\s*\}/.test(one))
      : -1;
    if (model !== -1) {
      flush();
      blocks.push({ kind: 'code', text: lines.slice(at, model + 1).join('\n'), language: '' });
      at = model;
      continue;
    }
    const opened = fence.exec(line);
    if (opened) {
      flush();
      const mark = opened[2] ?? '```';
      const body: string[] = [];
      at += 1;
      while (at < lines.length && !(lines[at] ?? '').trimStart().startsWith(mark)) {
        body.push(lines[at] ?? '');
        at += 1;
      }
      blocks.push({ kind: 'code', text: body.join('\n'), language: (opened[3] ?? '').toLowerCase() });
      continue;
    }
    if (line.trim() === '' || rule.test(line)) {
      flush();
      continue;
    }
    const title = heading.exec(line) ?? undefined;
    const bold = boldHeading.exec(line) ?? undefined;
    if (title || (bold && paragraph.length === 0 && !boldOrder.test(line))) {
      flush();
      const text = plain(title?.[2] ?? bold?.[1] ?? bold?.[2] ?? '').trim();
      blocks.push({ kind: 'heading', text, level: title?.[1]?.length ?? 6 });
      continue;
    }
    const below = lines[at + 1] ?? '';
    const rowForm = tableRow.test(line) ? tableRow : openRow;
    const row = rowForm.exec(line);
    if (row && tableRule.test(below) && below.includes('|')) {
      flush();
      const header = cells(row[1] ?? '');
      const rows: string[][] = [];
      at += 2;
      for (let found = rowForm.exec(lines[at] ?? ''); found; found = rowForm.exec(lines[at] ?? '')) {
        rows.push(cells(found[1] ?? ''));
        at += 1;
      }
      at -= 1;
      blocks.push({ kind: 'table', header, rows });
      continue;
    }
    const quoted = quote.exec(line);
    if (quoted) {
      flush();
      blocks.push({ kind: 'quote', text: plain(quoted[1] ?? '') });
      continue;
    }
    const listed =
      item.exec(line) ?? bareBox.exec(line) ?? (isTightItem(lines, at) ? tightItem.exec(line) : null);
    if (listed) {
      flush();
      const boxed = box.exec(listed[2] ?? '');
      const text = plain((boxed?.[2] ?? listed[2] ?? '').replace(/^(?:[-*]\s+)?#{1,6}\s+/, '')).trim();
      const depth = Math.floor((listed[1] ?? '').replace(/\t/g, '  ').length / 2);
      blocks.push({ kind: 'item', text, depth, checked: boxed ? boxed[1] !== ' ' : null });
      continue;
    }
    const last = blocks.at(-1);
    if (paragraph.length === 0 && last?.kind === 'item' && /^\s{2,}\S/.test(line)) {
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${plain(line.trim())}` };
      continue;
    }
    if (
      paragraph.length > 0 &&
      (keyLine.test(line) ||
        orderLine.test(line) ||
        (orderLine.test(paragraph[0] ?? '') && statementLine.test(line)) ||
        isOwnLine(line, paragraph) ||
        (pairLine.test(line) && pairLine.test(paragraph.at(-1) ?? '')) ||
        [fieldLike, angleLine, keyedLine, codeLine].some(
          (form) => form.test(line) && form.test(paragraph.at(-1) ?? ''),
        ) ||
        isWordBelow(lines, at) ||
        (keyedLine.test(line) && wordLine.test(lines[at - 1] ?? '')) ||
        (wordLine.test(line) && keyedLine.test(lines[at - 1] ?? '')) ||
        /[:.!?]\s*$/.test(paragraph.at(-1) ?? ''))
    )
      flush();
    paragraph.push(line.trim());
  }
  flush();
  return blocks.filter((block) => !('text' in block) || block.text.trim() !== '');
}
