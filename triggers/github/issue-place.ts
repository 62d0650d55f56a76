import type { Run } from '../../graph/store/runs.ts';
import { isLater, type Point, type Said } from '../../graph/store/said.ts';
import type { Message } from '../conversation/message.ts';
import type { Permission, Place, Reply } from '../conversation/place.ts';
import type { Grammar, Verb } from '../conversation/words.ts';
import type { GitHubClient, Refusal } from './client.ts';
import { Comment, CommentList, CreatedComment } from './comments.ts';
import { CommentRefused, IssueForbidden, IssueGone, IssueNotFound, NotGitHubsAnswer } from './errors.ts';
import { getIssue } from './get.ts';
import { Issue } from './issue.ts';
import { markdownOf } from './markdown.ts';
import { permissionOf } from './permission.ts';
import { type IssueReference, nameOf } from './reference.ts';

/** As many as a page has at most. */
const pageSize = 100;

/** An issue and its comments. */
export class IssuePlace implements Place {
  readonly name: string;
  readonly grammar: Grammar = {
    slash: true,
    plainAnswers: false,
    rights: 'it takes write permission',
  };
  readonly #issue: IssueReference;
  readonly #client: GitHubClient;
  /** Of an answer that held nothing to hear: asked again with it, one that has not changed costs nothing. */
  #quiet: { readonly since: string; readonly etag: string } | undefined;

  constructor(issue: IssueReference, client: GitHubClient) {
    this.name = `github ${client.server.host} ${nameOf(issue)}`;
    this.#issue = issue;
    this.#client = client;
  }

  get #path() {
    const { owner, repo, number } = this.#issue;
    return { owner, repo, issue_number: number };
  }

  async say(key: string, message: Message): Promise<Said> {
    const body = `${markerOf(key)}\n${markdownOf(message)}`;
    const { data } = await this.#client.ask(
      (octokit) =>
        octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...this.#path, body }),
      ({ status, said }) => new CommentRefused(nameOf(this.#issue), status, said, this.#client.server.token),
    );
    const created = CreatedComment.safeParse(data);
    if (!created.success) throw new NotGitHubsAnswer(this.#client.server.api, 'JSON that is no comment');
    return saidOf(created.data);
  }

  async said(key: string): Promise<Said | undefined> {
    const own = await this.#ownLogin();
    const marker = markerOf(key);
    const { comments } = await this.#comments({});
    const found = comments.find(
      ({ body, user }) =>
        body?.startsWith(marker) && (own === undefined ? user?.type === 'Bot' : user?.login === own),
    );
    return found && saidOf(found);
  }

  /** Whoever has write permission may edit it. */
  async isAsSaid({ id }: Point): Promise<boolean> {
    const { owner, repo } = this.#issue;
    const path = { owner, repo, comment_id: Number(id) };
    const answer = await this.#client
      .ask(
        (octokit) => octokit.request('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', path),
        (refusal) => ([404, 410].includes(refusal.status) ? new Nothing() : this.#unread(refusal)),
      )
      .catch(orNothing);
    if (answer === undefined) return false;
    const comment = Comment.safeParse(answer.data);
    return comment.success && comment.data.created_at === comment.data.updated_at;
  }

  async heard(after: Point): Promise<readonly Reply[]> {
    const since = after.at;
    const etag = this.#quiet?.since === since ? this.#quiet.etag : undefined;
    const answer = await this.#comments({ since, ...(etag === undefined ? {} : { etag }) });
    const replies = answer.comments
      .filter((comment) => isOfPerson(comment) && isLater({ id: String(comment.id) }, after))
      .map(replyOf);
    // Several pages have an etag each; and what was heard may have to be heard again.
    if (replies.length === 0 && answer.comments.length < pageSize && answer.etag !== undefined)
      this.#quiet = { since, etag: answer.etag };
    return replies;
  }

  async mayAnswer(reply: Reply, verb: Verb, { spec }: Run): Promise<Permission> {
    const login = loginOf(reply);
    const { author } = spec.request.frontMatter;
    if (verb === 'answer' && (await this.#isOpenedBy(login))) return { may: true };
    const { owner, repo } = this.#issue;
    const permission = await permissionOf(login, { owner, repo }, this.#client);
    // Another name makes nobody else of whoever asked: four eyes know them by that which they had.
    const mayBeRenamed = verb === 'approve' && permission.may && !isSameLogin(author, login);
    if (mayBeRenamed && (await this.#isOpenedBy(login)))
      return { may: false, why: `they asked for it, and were ${author ?? 'nobody known'} then` };
    if (permission.may || verb !== 'answer') return permission;
    return author === undefined
      ? permission
      : { may: false, why: `${author}, who asked for it, may; for others ${permission.why}` };
  }

  /** As it is now: a name that was given up may be somebody else's. */
  async #isOpenedBy(login: string): Promise<boolean> {
    const issue = Issue.safeParse(await getIssue(this.#issue, this.#client));
    if (!issue.success) throw new NotGitHubsAnswer(this.#client.server.api, 'JSON that is no issue');
    return isSameLogin(issue.data.user?.login, login);
  }

  async #comments(options: {
    since?: string;
    etag?: string;
  }): Promise<{ comments: Comment[]; etag?: string }> {
    const comments: Comment[] = [];
    let first: string | undefined;
    for (let page = 1; ; page += 1) {
      const answer = await this.#page(page, page === 1 ? options : { ...options, etag: undefined });
      first ??= answer.etag;
      comments.push(...answer.comments);
      if (answer.comments.length < pageSize)
        return { comments, ...(first === undefined ? {} : { etag: first }) };
    }
  }

  async #page(
    page: number,
    { since, etag }: { since?: string; etag?: string | undefined },
  ): Promise<{ comments: Comment[]; etag?: string | undefined }> {
    const unchanged = { comments: [], etag };
    const answer = await this.#client
      .ask(
        (octokit) =>
          octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...this.#path,
            per_page: pageSize,
            page,
            ...(since === undefined ? {} : { since }),
            ...(etag === undefined ? {} : { headers: { 'if-none-match': etag } }),
          }),
        (refusal) => (refusal.status === 304 ? new Nothing() : this.#unread(refusal)),
      )
      .catch(orNothing);
    if (answer === undefined) return unchanged;
    const list = CommentList.safeParse(answer.data);
    if (!list.success)
      throw new NotGitHubsAnswer(this.#client.server.api, 'JSON that is no list of comments');
    return { comments: list.data, etag: answer.headers.etag };
  }

  #unread({ status, said }: Refusal): Error | undefined {
    const name = nameOf(this.#issue);
    const { token } = this.#client.server;
    if (status === 403) return new IssueForbidden(name, said, token);
    if (status === 404) return new IssueNotFound(name, token);
    return status === 410 ? new IssueGone(name, said) : undefined;
  }

  /** Undefined: the token is an app's, which is a bot. */
  async #ownLogin(): Promise<string | undefined> {
    const answer = await this.#client
      .ask(
        (octokit) => octokit.request('GET /user'),
        ({ status }) => (status === 403 ? new Nothing() : undefined),
      )
      .catch(orNothing);
    return answer?.data.login;
  }
}

/** Not changed, not there, nobody: an answer, too. */
class Nothing extends Error {}

const orNothing = (error: unknown): undefined => {
  if (error instanceof Nothing) return undefined;
  throw error;
};

/** Not seen by people; tells our comments from what they write. */
const markerOf = (key: string): string => `<!-- godwit: ${encodeURIComponent(key)} -->`;

const isOurs = (body: string): boolean => body.startsWith('<!-- godwit: ');

const isOfPerson = ({ user, body, performed_via_github_app }: Comment): boolean =>
  user != null && user.type === 'User' && performed_via_github_app == null && body != null && !isOurs(body);

const replyOf = ({ id, created_at, updated_at, user, body }: Comment): Reply => ({
  id: String(id),
  at: created_at,
  names: [`github:${user?.login}`],
  text: body ?? '',
  ...(created_at === updated_at ? {} : { isEdited: true }),
});

const isSameLogin = (one: string | undefined, other: string): boolean =>
  one?.toLowerCase() === other.toLowerCase();

const loginOf = ({ names }: Reply): string => names[0].replace(/^github:/, '');

const saidOf = ({ id, html_url, created_at }: Pick<Comment, 'id' | 'html_url' | 'created_at'>): Said => ({
  id: String(id),
  url: html_url,
  at: created_at,
});
