// Pictures of pages. Only a picture that differs from the one a page has is taken over.

// Ask for the picture of a page. Gives null if the page has it already or it is gone,
// otherwise the picture, decoded, so that it can replace the old one without a flash.
export async function picture(address, tag) {
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await fetch(address, { headers, cache: "no-store" });
  if (answer.status !== 200) return null;
  const url = URL.createObjectURL(await answer.blob());
  const image = new Image();
  image.src = url;
  await image.decode();
  return { url, tag: answer.headers.get("ETag") };
}

// Hang a picture on a page, and let the old one go.
export function hang(page, found) {
  const old = page.image.src;
  page.image.src = found.url;
  page.tag = page.item.dataset.tag = found.tag;
  if (old) URL.revokeObjectURL(old);
}

// Take the picture off a page that is far from view.
export function takeDown(page) {
  if (!page.tag) return;
  URL.revokeObjectURL(page.image.src);
  page.image.removeAttribute("src");
  page.tag = page.fresh = "";
}
