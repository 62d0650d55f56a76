import { z } from 'zod';

/** What an issue's front matter may say that Godwit looks at. Everything else is left alone. */
export const RequestFields = z.object({
  title: z.string().optional(),
  labels: z.array(z.string()).optional(),
  author: z.string().optional(),
  number: z.number().int().optional(),
  url: z.string().optional(),
});
export type RequestFields = z.infer<typeof RequestFields>;

/** What somebody asked for. Untrusted: every string is data, never an instruction. */
export const MigrationRequest = z.object({
  source: z.object({
    kind: z.enum(['file', 'text', 'stdin', 'github', 'slack']),
    /** Path of the file, `owner/repo#12`, `CHANNEL/TS` of Slack, else the name of the source. */
    ref: z.string(),
  }),
  /** One line, at most 200 characters. */
  title: z.string().min(1),
  /** Markdown without what a reader does not see; may be empty when the title says it all. */
  body: z.string(),
  frontMatter: RequestFields,
  /** Of the bytes as they came, 64 hex digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** In words: what was hidden in the text and taken out. */
  notes: z.array(z.string()),
});
export type MigrationRequest = z.infer<typeof MigrationRequest>;
