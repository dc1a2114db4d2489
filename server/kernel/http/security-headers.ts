import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface SecurityOptions {
  /** Where an online base map may be read from, none by default: `https://*.tianditu.gov.cn`. */
  tileOrigins?: readonly string[];
  /** True behind https: browsers are then told never to come back in the clear. */
  https?: boolean;
}

/**
 * Nothing runs, loads or connects but what this server sends. No inline script anywhere; inline style only, which MapLibre and Lit
 * need. `connect-src 'self'` covers the WebSocket of the same origin.
 */
export function securityHeaders({ tileOrigins = [], https = false }: SecurityOptions): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'worker-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:', ...tileOrigins],
        'connect-src': ["'self'", ...tileOrigins],
        // These three do not fall back to default-src.
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // A link to a call holds its token in the address: no other site may learn it. Not `no-referrer`, which makes browsers send
    // "Origin: null" with some requests of our own pages.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https,
    // Browsers ignore these two, with a warning in the console, on an intranet page without https.
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  });
}
