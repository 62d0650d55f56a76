export { readIssueFile, readRequest, readStdin, requestFromBytes, requestFromText } from './issue-file.ts';
export { MigrationRequest, makeRequest, maxRequestBytes, type RequestSource } from './request.ts';
export { type CleanedText, cleanText } from './text.ts';
