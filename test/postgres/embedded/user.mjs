// A process that uses the embedded server: says which one it got, waits for `release` on its input, releases.
const [, , start, dataDir] = process.argv;
const { startEmbedded } = await import(start);
const server = await startEmbedded({ dataDir, durable: false });
const target = await server.ensureDatabase('shared');
console.log(JSON.stringify({ host: target.host, version: server.identity('shared').serverVersion }));
for await (const chunk of process.stdin) if (String(chunk).includes('release')) break;
await server.release();
console.log('released');
process.exit();
