import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });

/** Posts JSON over kept connections and says only with which status it was answered: what asks must not be what is measured. */
export function leanPost(url: string, body: object, headers: Record<string, string> = {}): Promise<number> {
  const text = JSON.stringify(body);
  return new Promise((fulfil, reject) => {
    const sending = request(
      url,
      { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers } },
      (response) => {
        response.resume();
        response.once('end', () => fulfil(response.statusCode ?? 0));
      },
    );
    sending.once('error', (error: NodeJS.ErrnoException) => {
      // A kept connection may be closed by the server at the moment at which it is used again.
      if (sending.reusedSocket && error.code === 'ECONNRESET') leanPost(url, body, headers).then(fulfil, reject);
      else reject(error);
    });
    sending.end(text);
  });
}

export function leanReceipt(url: string, { callId, token }: { callId: string; token: string }, receipt: object): Promise<number> {
  return leanPost(`${url}/api/calls/${callId}/receipts`, receipt, { authorization: `Bearer ${token}` });
}
