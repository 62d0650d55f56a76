/*
 * Loaded before the command (`node --import`): counts every effect of the process on the world outside, in the order in
 * which it happens, and ends the process by SIGKILL at one of them. An effect is a statement or a transaction that
 * changes something, a file that is written, or a program that is started.
 *
 * GODWIT_CRASH_LOG: a file that gets a line an effect. GODWIT_CRASH_AT: `17 before` or `17 after`.
 */
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { begins, changesSomething, ends, takesBack } from './effects.js';

const require = createRequire(import.meta.url);
const { GODWIT_CRASH_LOG: log, GODWIT_CRASH_AT: at = '' } = process.env;
// Not for the programs that this one starts.
for (const name of ['GODWIT_CRASH_LOG', 'GODWIT_CRASH_AT', 'NODE_OPTIONS']) delete process.env[name];

const logFile = log === undefined ? null : fs.openSync(log, 'a');
let count = 0;

const reach = (point) => {
  if (point === at) process.kill(process.pid, 'SIGKILL');
};

/** @returns number of the effect, for `after` */
function before(kind, text) {
  const number = ++count;
  if (logFile !== null)
    fs.writeSync(logFile, `${number} ${kind} ${text.replace(/\s+/g, ' ').trim().slice(0, 200)}\n`);
  reach(`${number} before`);
  return number;
}
const after = (number) => reach(`${number} after`);

function watchStatements() {
  const pg = require('pg');
  /** What a connection's open transaction has done: nothing of it lasts before its end. */
  const open = new WeakMap();
  const sending = (connection, text) => {
    const changes = changesSomething(text);
    if (begins(text) && !ends(text)) {
      open.set(connection, changes);
      return;
    }
    const changed = changes || open.get(connection) === true;
    if (open.has(connection) && !ends(text)) {
      open.set(connection, changed);
      return;
    }
    open.delete(connection);
    if (changed && !takesBack(text)) connection.godwitEffect = before('sql', text);
  };
  const { submit } = pg.Query.prototype;
  pg.Query.prototype.submit = function (connection) {
    sending(connection, typeof this.text === 'string' ? this.text : '');
    return submit.call(this, connection);
  };
  // COPY comes as an object of its own.
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (config, ...rest) {
    if (typeof config?.submit === 'function' && !(config instanceof pg.Query)) {
      const own = config.submit;
      config.submit = function (connection) {
        sending(connection, String(this.text ?? ''));
        return own.call(this, connection);
      };
    }
    return query.call(this, config, ...rest);
  };
  // The server has done it, and nobody here knows yet.
  pg.Connection.prototype.emit = function (event, ...args) {
    if (event === 'readyForQuery' && this.godwitEffect !== undefined) {
      const number = this.godwitEffect;
      this.godwitEffect = undefined;
      after(number);
    }
    return EventEmitter.prototype.emit.call(this, event, ...args);
  };
}

function watchFiles() {
  const names = [
    'writeFile',
    'appendFile',
    'rename',
    'rm',
    'rmdir',
    'unlink',
    'link',
    'symlink',
    'copyFile',
    'cp',
  ];
  for (const name of names) {
    const own = fs.promises[name];
    fs.promises[name] = async (...args) => {
      const number = before('file', `${name} ${args[0]}`);
      const result = await own.apply(fs.promises, args);
      after(number);
      return result;
    };
    const sync = fs[`${name}Sync`];
    fs[`${name}Sync`] = (...args) => {
      const number = before('file', `${name} ${args[0]}`);
      const result = sync.apply(fs, args);
      after(number);
      return result;
    };
  }
}

function watchPrograms() {
  const readsGit =
    /\bgit (?:-\S+ (?:\S+=\S* )?)*(?:status|rev-parse|diff|log|show|ls-files|symbolic-ref|cat-file|check-ignore|config --get|--version)\b/;
  const { spawn } = childProcess.ChildProcess.prototype;
  childProcess.ChildProcess.prototype.spawn = function (options) {
    const text = (options.args ?? []).join(' ');
    if (!readsGit.test(text)) {
      const number = before('program', text);
      this.once('exit', () => after(number));
    }
    return spawn.call(this, options);
  };
}

watchStatements();
watchFiles();
watchPrograms();
syncBuiltinESMExports();
