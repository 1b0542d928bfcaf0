/**
 * Gives the page's nonce to every style element that our scripts make (docs/decisions/0010).
 *
 * The component library passes a nonce to most of its styles, not to all (the lock of scrolling behind a dialog), and the
 * editor and diagrams insert styles of their own. Scripts are ours alone by the policy, so that nothing foreign gets it.
 */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

const create = document.createElement.bind(document);

document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const made = create(name, options);
  if (made instanceof HTMLStyleElement) made.nonce = nonce;
  return made;
}) as typeof document.createElement;
