import type { Router } from 'express';
import type { Figures } from '../contract/figures.ts';
import { type Database, wholeServer } from '../kernel/db/db.ts';
import { routes } from '../kernel/http/routes.ts';
import { figures } from './figures.store.ts';

/** The city's figures: counts only, open to everyone, therefore without an area of who asks. */
export function figureRoutes(database: Database): Router {
  let counting: Promise<Figures> | null = null;
  // Whoever asks while the city is being counted gets that count: a flood of strangers never runs more than one at a time.
  const counted = () => {
    counting ??= database.transaction(wholeServer, figures).finally(() => (counting = null));
    return counting;
  };
  return routes(database, { 'get /figures': counted });
}
