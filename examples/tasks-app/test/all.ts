/** All tests in one process: each file in its own would take longer to start than to run. */
import './content.test.ts';
import './policies.test.ts';
import './progress.test.ts';
import './tasks.test.ts';
