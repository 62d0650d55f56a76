import type { Command } from 'commander';
import { exitCode } from '../../errors.ts';
import { checkAll, type Finding } from '../doctor/checks.ts';
import { type CommonOptions, withJson, withWorkspace } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { Session } from '../session.ts';

export function doctorCommand(program: Command): void {
  withJson(withWorkspace(program.command('doctor')))
    .description('look at everything a run needs, and say what is missing')
    .action(async (options: CommonOptions) => {
      const channel = openChannel(options.json === true, process);
      await using session = new Session(process.env, channel);
      const { green, red, yellow, dim } = channel.style;
      const marks: Record<Finding['state'], string> = {
        ok: green('✓'),
        warning: yellow('!'),
        missing: red('✗'),
      };
      const findings: Finding[] = [];
      for await (const finding of checkAll(session, options, process)) {
        findings.push(finding);
        channel.print(`${marks[finding.state]} ${finding.subject.padEnd(12)} ${escaped(finding.text)}`);
        if (finding.hint !== undefined) channel.print(`  ${dim('→')} ${finding.hint}`);
      }
      const missing = findings.filter(({ state }) => state === 'missing').length;
      channel.print(missing === 0 ? '\nReady.' : `\n${missing} missing.`);
      channel.result({ type: 'result', ready: missing === 0, findings });
      process.exitCode = missing === 0 ? exitCode.done : exitCode.failed;
    });
}
