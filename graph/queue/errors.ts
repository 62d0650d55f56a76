import { GodwitError } from '../../errors.ts';

/** Others have taken this worker for dead, and go on with its runs. */
export class WorkerTakenOver extends GodwitError {
  readonly code = 'worker-taken-over';
  override readonly transient = true;
  constructor(id: string) {
    super(`worker ${id} was taken over, or lost the state database: it does nothing more`, {
      hint: 'godwit worker starts another one',
    });
  }
}
