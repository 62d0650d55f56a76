import { userInfo } from 'node:os';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidConnectionUrl } from '../../../postgres/connection/errors.ts';
import { Target } from '../../../postgres/connection/target.ts';

const fields = ({ host, port, user, database }: Target) => ({ host, port, user, database });

test('the forms of a URL', () => {
  expect(fields(Target.parse('postgres://u:p@h:6543/d'))).toEqual({
    host: 'h',
    port: 6543,
    user: 'u',
    database: 'd',
  });
  expect(fields(Target.parse('postgresql://u@[::1]/d'))).toMatchObject({ host: '::1', port: 5432 });
  expect(fields(Target.parse('postgresql://u:p@/d?host=/var/run/postgresql&port=5433'))).toEqual({
    host: '/var/run/postgresql',
    port: 5433,
    user: 'u',
    database: 'd',
  });
  expect(fields(Target.parse('postgresql:///d?host=/sock&user=u'))).toMatchObject({
    host: '/sock',
    user: 'u',
  });
  expect(Target.parse('postgresql://u@%2Fsock/d').host).toBe('/sock');
  expect(fields(Target.parse('postgresql://'))).toEqual({
    host: 'localhost',
    port: 5432,
    user: userInfo().username,
    database: userInfo().username,
  });
  expect(fields(Target.parse('postgres://a%40b:%2F@h/odd%20%22db%22%2F%3F%C3%BC'))).toMatchObject({
    user: 'a@b',
    database: 'odd "db"/?ü',
  });
});

test('a text that is no URL is refused without being repeated', () => {
  const secrets = [
    'mysql://u:hunter2@h/d',
    'hunter2',
    'postgres://u:hunter2/x@h/d',
    'postgres://u:123/hunter2@h/d',
    'postgres://u:123?hunter2@h/d',
    'postgres://u:123#hunter2@h/d',
    'postgres://u:hunter2%@h/d',
    'postgres://u:hunter2@h:99999/d',
    'postgres://u:hunter2@a,b/d',
    'postgres://u:hunter2@h/d?sslmode=hunter2',
    'postgres://u:hunter2@h/d?host=a,b',
    'postgres://u:hunter2@h/d%00',
  ];
  for (const text of secrets) {
    const parse = (): Target => Target.parse(text);
    expect(parse, text).toThrow(InvalidConnectionUrl);
    try {
      parse();
    } catch (error) {
      expect(inspect(error, { depth: 5 }), text).not.toContain('hunter2');
    }
  }
});

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => !/[\0\ud800-\udfff]/u.test(text));

test('a database named by dots is not lost in the path', () => {
  for (const path of ['.', '..', '%2E', '.%2e'])
    expect(() => Target.parse(`postgresql://u@h:1/${path}?sslmode=require`)).toThrow('?dbname=');
  const target = Target.parse('postgresql://u:p@h:1/?dbname=..');
  expect(target.database).toBe('..');
  expect(target.connectionString()).toBe('postgresql://u:p@h:1/?dbname=..');
  expect(fields(Target.parse(target.withDatabase('.').connectionString())).database).toBe('.');
});

test('what is put into a URL comes out of it, and the password only there', () => {
  fc.assert(
    fc.property(word, word, word, fc.boolean(), (user, secret, database, socket) => {
      const password = `pw-${secret}-pw`;
      const e = encodeURIComponent;
      fc.pre(!['.', '..'].includes(database));
      const rest = `${e(database)}${socket ? `?host=${e('/tmp/a b')}` : ''}`;
      const target = Target.parse(`postgresql://${e(user)}:${e(password)}@example.org:1234/${rest}`);
      expect(fields(target)).toEqual({
        host: socket ? '/tmp/a b' : 'example.org',
        port: 1234,
        user,
        database,
      });
      const again = Target.parse(target.connectionString());
      expect(again.connectionString()).toBe(target.connectionString());
      expect(again.clientConfig()).toEqual(target.clientConfig());
      expect(target.clientConfig().password).toBe(password);
      expect(target.libpqEnvironment()).toMatchObject({ PGPASSWORD: password, PGDATABASE: database });
      const shown = [
        String(target),
        JSON.stringify({ target }),
        inspect(target, { showHidden: true, depth: 9 }),
      ];
      expect(fields(Target.parse(String(target)))).toEqual(fields(target));
      for (const text of shown) {
        expect(text).not.toContain(password);
        expect(text).not.toContain(e(password));
      }
      expect(JSON.stringify({ ...target })).not.toContain(JSON.stringify(password).slice(1, -1));
    }),
  );
});

test('another database keeps server, user, password and settings', () => {
  const other = Target.parse('postgresql://u:p@h:1/a?sslmode=require&options=-c%20geqo%3Doff').withDatabase(
    'b/ü',
  );
  expect(other.connectionString()).toBe(
    'postgresql://u:p@h:1/b%2F%C3%BC?options=-c%20geqo%3Doff&sslmode=require',
  );
  expect(String(other)).toBe('postgresql://u@h:1/b%2F%C3%BC');
  expect(other.libpqEnvironment()).toMatchObject({ PGSSLMODE: 'require', PGOPTIONS: '-c geqo=off' });
});

test('sslmode means what it means to libpq', () => {
  const tls = (mode: string) => Target.parse(`postgresql://u@h/d?sslmode=${mode}`).tls();
  expect(tls('disable')).toEqual([false]);
  expect(tls('prefer')).toEqual([{ rejectUnauthorized: false }, false]);
  expect(Target.parse('postgresql://u@h/d').tls()).toEqual(tls('prefer'));
  expect(tls('allow')).toEqual([false, { rejectUnauthorized: false }]);
  expect(tls('require')).toEqual([{ rejectUnauthorized: false }]);
  expect(tls('verify-full')).toEqual([{}]);
  expect(Target.parse('postgresql://u@h/d?host=/s&sslmode=require').tls()).toEqual([false]);
});
