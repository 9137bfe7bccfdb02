import { createServer, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";

/** Answers one call; undefined for a method that it doesn't know. The connection is the same object for all calls of one client. */
export type Answer = (method: string, connection: object) => ((request: Uint8Array) => Promise<Uint8Array>) | undefined;

const UNIMPLEMENTED = 12;
const INTERNAL = 13;
/** Before each message: whether it is compressed (never here), and its length. */
const FRAME_HEADER = 5;

/**
 * gRPC's unary calls over HTTP/2 (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). Written out, because the stand-in must tell the clients of one
 * socket apart, as one process answers many tenants at once, and @grpc/grpc-js doesn't show a handler its connection.
 */
export function grpcServer(answer: Answer): Http2Server {
  const server = createServer();
  server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    // Terraform, told to end, leaves calls open.
    stream.on("error", () => undefined);
    void serve(stream, String(headers[":path"]), answer);
  });
  return server;
}

async function serve(stream: ServerHttp2Stream, method: string, answer: Answer): Promise<void> {
  const respond = stream.session === undefined ? undefined : answer(method, stream.session);
  if (respond === undefined) {
    refuse(stream, UNIMPLEMENTED, method);
    return;
  }
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const message = await respond(Buffer.concat(chunks).subarray(FRAME_HEADER));
    if (!stream.destroyed) send(stream, message);
  } catch (error) {
    refuse(stream, INTERNAL, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function send(stream: ServerHttp2Stream, message: Uint8Array): void {
  const header = Buffer.alloc(FRAME_HEADER);
  header.writeUInt32BE(message.length, 1);
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(Buffer.concat([header, message]));
}

function refuse(stream: ServerHttp2Stream, status: number, message: string): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.respond({ ":status": 200, "content-type": "application/grpc", "grpc-status": String(status), "grpc-message": encodeURIComponent(message) }, { endStream: true });
}
