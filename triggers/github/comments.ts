import { z } from 'zod';

export const CreatedComment = z.object({
  id: z.number().int(),
  html_url: z.string(),
  created_at: z.string(),
});

/** The part of GitHub's answer that is looked at. */
export const Comment = CreatedComment.extend({
  updated_at: z.string(),
  body: z.string().nullish(),
  user: z.object({ login: z.string(), type: z.string() }).nullish(),
  performed_via_github_app: z.unknown().optional(),
});
export type Comment = z.infer<typeof Comment>;

export const CommentList = z.array(Comment);
