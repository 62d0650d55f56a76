import type { MigrationRequest } from '../../agents/handoffs/index.ts';
import { fence } from '../../agents/models/fence.ts';

/** The state that a run begins with: the request, fenced, as the planner's first message. */
export const firstInput = (runId: string, request: MigrationRequest) => ({
  runId,
  request,
  conversation: [
    {
      role: 'user' as const,
      content: [
        {
          type: 'text' as const,
          text: `The requester hands you MigrationRequest:\n${fence('request', JSON.stringify(request))}`,
        },
      ],
    },
  ],
});
