/** What pages of a product need, by what their addresses end with. */
const OF_PRODUCT: Record<string, string> = {
  customers: 'list-customers',
  matrix: 'view-customers',
  cleanup: 'clean-up',
  imports: 'view-imports',
  'imports/new': 'import-customers',
  settings: 'edit-product',
};

/** What pages of a team need; those that everybody in it may see are not here. */
const OF_TEAM: Record<string, string> = {
  'new-product': 'create-product',
  credits: 'view-credit-balance',
  audit: 'view-audit-log',
};

/** The action that somebody must be allowed to see a page, and whether it is one of a product. */
export function neededFor(path: string): { action: string; ofProduct: boolean } | null {
  const [, product, rest = ''] = /^\/t\/[^/]+(\/p\/[^/]+)?\/(.+?)\/?$/.exec(path) ?? [];
  const needs = product ? OF_PRODUCT : OF_TEAM;
  const action = needs[rest] ?? needs[rest.split('/')[0] ?? ''];
  return action ? { action, ofProduct: product !== undefined } : null;
}
