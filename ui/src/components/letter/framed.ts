import { nonce } from "@/theme/allowStyles";

/** What a frame of a letter may do by itself: styles of its own, and images that stand in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const LOOK = "font-family: system-ui, sans-serif; background: #fff; color: #111";

/**
 * A letter's HTML as a document for a sandboxed frame.
 *
 * The frame inherits the page's policy, which permits only style elements with its nonce: the letter's get it. Images of
 * the letter are put in as data, since the frame may load nothing. images: their data by content id.
 */
export function framed(html: string, images: ReadonlyMap<string, string>): string {
  // Before it is parsed: the policy is held against style elements of a parsed document too.
  const page = new DOMParser().parseFromString(html.replace(/<style\b/gi, `<style nonce=${nonce}`), "text/html");
  for (const stray of page.querySelectorAll("meta, base, link, script")) stray.remove();
  for (const image of page.querySelectorAll("img, source")) {
    image.removeAttribute("srcset");
    const source = image.getAttribute("src") ?? "";
    if (/^data:/i.test(source)) continue;
    const inside = /^cid:(.*)$/i.exec(source)?.[1];
    const found = inside && images.get(inside);
    if (found) image.setAttribute("src", found);
    else image.removeAttribute("src"); // its alternative text is shown; from elsewhere nothing is loaded
  }
  const base = page.createElement("base");
  base.target = "_blank";
  const policy = page.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = POLICY;
  page.head.prepend(policy, base);
  page.body.setAttribute("style", `${LOOK}; ${page.body.getAttribute("style") ?? ""}`);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}
