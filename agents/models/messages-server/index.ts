export type { LoggedRequest } from './api.ts';
export { type BodyBlock, type BodyMessage, blocksIn, type MessagesBody } from './body.ts';
export { type Brain, call, type Reply, type ReplyBlock, say } from './brain.ts';
export { exampleOf } from './example-of.ts';
export { type Fault, fault } from './faults.ts';
export { modelBrain, systemText } from './model-brain.ts';
export { scriptBrain } from './script-brain.ts';
export { type MessagesServer, messagesServer, type ServerOptions } from './server.ts';
