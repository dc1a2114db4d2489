import type { RequestHandler, Router } from 'express';

export interface Route {
  method: string;
  /** As Express has it, parameters as `:name`. */
  path: string;
}

/** Express keeps these, but describes only a part of them in its types. */
interface Layer {
  route?: { path: string | string[]; stack: { method: string }[] };
  handle: RequestHandler & { stack?: Layer[] };
  /** True when mounted at "/". */
  slash: boolean;
}

/** Every route of a router and of those mounted in it; one that is mounted below a path cannot be read back, and is refused. */
export function routesOf(router: Router): Route[] {
  return (router.stack as unknown as Layer[]).flatMap(({ route, handle, slash }) => {
    if (route) return [route.path].flat().flatMap((path) => methodsOf(route.stack).map((method) => ({ method, path })));
    if (!handle.stack) return [];
    if (!slash) throw new Error('A router is mounted below a path: its routes cannot be compared with their description');
    return routesOf(handle as unknown as Router);
  });
}

/** A route with several handlers lists its method for each of them. */
function methodsOf(stack: { method: string }[]): string[] {
  return [...new Set(stack.map(({ method }) => method))];
}
