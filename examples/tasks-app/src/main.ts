import { connect } from './database.ts';
import { topLearners } from './leaderboard.ts';
import { listPublishedTasks } from './tasks.ts';

const db = connect();
try {
  console.log('Newest tasks');
  for (const task of await listPublishedTasks(db, 5)) console.log(`  ${task.title} (${task.points} points)`);
  console.log('Leaderboard');
  for (const { username, total_score } of await topLearners(db, 5))
    console.log(`  ${total_score} ${username}`);
} finally {
  await db.end();
}
