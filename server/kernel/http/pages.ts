import express, { Router, type RequestHandler } from 'express';
import { pageAt } from '../../contract/pages.ts';
import { Refusal } from '../refusal.ts';

const yearMs = 365 * 24 * 60 * 60_000;

/**
 * The built client. Files under assets/ carry a hash of what is in them in their name and never change; pages are asked for anew each
 * time. `/field` is the responder's page; every other address without a file ending is opened in the desk, which says so where it is
 * none of its screens, and the status says it too. A page that was opened from an earlier build finds the parts of it.
 */
export function clientPages(folder: string, earlier: readonly string[] = []): Router {
  return Router()
    .use('/assets', ...[folder, ...earlier].map(assets))
    .use(express.static(folder, { index: false, redirect: false, setHeaders: (res) => res.setHeader('cache-control', 'no-cache') }))
    .get(['/field', '/field/*rest'], page(folder, 'field.html'))
    .get('/', page(folder, 'index.html'))
    .get('/*rest', (req, res, next) =>
      isPageAddress(req.path) && req.accepts(['json', 'html']) === 'html' ? desk(req, res, next) : next(),
    );

  function desk(...[req, res, next]: Parameters<RequestHandler>): void {
    if (pageAt(req.path) === null) res.status(404);
    void page(folder, 'index.html')(req, res, next);
  }
}

function assets(folder: string): RequestHandler {
  return express.static(`${folder}/assets`, { immutable: true, maxAge: yearMs, index: false, redirect: false });
}

function page(folder: string, file: string): RequestHandler {
  return (_req, res, next) => {
    res.sendFile(file, { root: folder, headers: { 'cache-control': 'no-cache' } }, (error?: NodeJS.ErrnoException) => {
      if (!error || res.headersSent) return;
      // The first start builds the client while the server already listens.
      next(error.code === 'ENOENT' ? new Refusal('server/not-ready') : error);
    });
  };
}

function isPageAddress(path: string): boolean {
  return !path.slice(path.lastIndexOf('/')).includes('.');
}
