import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutputTail } from '../../../tools/app/output-tail.ts';
import { redact, secretsOf } from '../../../tools/app/redact.ts';

describe('redact', () => {
  it.each([
    ['postgresql://ann:s3cret@localhost:5432/app', ['s3cret']],
    ['postgresql://ann:p%40ss%2Fw%3Ard@localhost/app', ['p@ss/w:rd', 'p%40ss%2Fw%3Ard']],
    ['postgresql://localhost/app?host=/tmp/socket&user=ann&password=s3cret', ['s3cret']],
    ['postgresql://ann@localhost/app', []],
  ])('finds what is secret in %s', (url, secrets) => {
    const text = `before ${url} after; ${secrets.join(' and ')}`;
    const redacted = redact(text, secretsOf({ DATABASE_URL: url }));
    for (const secret of secrets) expect(redacted).not.toContain(secret);
    expect(redacted.startsWith('before ')).toBe(true);
  });

  it('never lets a password through, whatever it is', () => {
    fc.assert(
      // A password with an asterisk could come together again out of what replaces it.
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => !text.includes('*')),
        fc.string(),
        (password, noise) => {
          const url = `postgresql://ann:${encodeURIComponent(password)}@localhost/app`;
          const redacted = redact(`${url} ${password} ${noise}`, secretsOf({ DATABASE_URL: url }));
          return !redacted.includes(password) && !redacted.includes(encodeURIComponent(password));
        },
      ),
    );
  });
});

describe('OutputTail', () => {
  const tail = (chunks: (string | Buffer)[], secrets: string[] = []) => {
    const output = new OutputTail();
    for (const chunk of chunks) output.write(Buffer.from(chunk));
    return output.finish(secrets);
  };

  it('shows the last lines without colours', () => {
    const lines = Array.from({ length: 100 }, (_, at) => `\u001b[31mline ${at}\u001b[39m\r\n`);
    const { shown, text } = tail(lines);
    expect(shown.split('\n')).toHaveLength(60);
    expect(shown.startsWith('line 40\n')).toBe(true);
    expect(text.startsWith('line 0\n')).toBe(true);
  });

  it('puts characters together that come in two pieces', () => {
    const [bytes, end] = [Buffer.from('ü'), Buffer.from('!')];
    expect(tail([bytes.subarray(0, 1), bytes.subarray(1), end]).shown).toBe('ü!');
  });

  it('takes secrets out that come in pieces, in colours, or where the beginning was cut off', () => {
    expect(tail(['a s3c', 'ret b'], ['s3cret']).text).toBe('a *** b');
    expect(tail(['a s3\u001b[1mcret b'], ['s3cret']).text).toBe('a *** b');
    const long = 'x'.repeat(10) + 's3cret'.repeat(400_000);
    expect(tail([long], ['s3cret']).text).not.toContain('cret\n');
    expect(tail([long, '\nend'], ['s3cret']).shown).toBe('end');
  });
});
