export { readGitHubIssue } from './github/issue.ts';
export { readIssueFile, readStdin, requestFromBytes, requestFromText } from './issue-file.ts';
export { MigrationRequest, makeRequest, maxRequestBytes, type RequestSource } from './request.ts';
export { readRequest } from './source.ts';
export { type CleanedText, cleanText } from './text.ts';
