import type { Command } from 'commander';
import { builtInAgents } from '../../agents/index.ts';
import { mermaid } from '../../graph/mermaid.ts';
import { graphVersion } from '../../graph/version.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';

export function graphCommand(program: Command): void {
  withJson(program.command('graph'))
    .description('print the graph of agents and handoffs as Mermaid')
    .action((options: { json?: boolean }) => {
      const { print, result } = openChannel(options.json === true, process);
      const drawing = mermaid(builtInAgents);
      print(drawing);
      result({ type: 'result', version: graphVersion(builtInAgents), mermaid: drawing });
    });
}
