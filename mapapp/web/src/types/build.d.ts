// What the build puts into the page's script.

declare global {
  /** The script of a worker; not there where the modules run unbuilt. */
  const WORKER_SOURCE: string | undefined;
}
export {};
