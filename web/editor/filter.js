// Boxes that narrow a list to the entries with some words in them.

/** Make every input with `data-narrows` filter the `li` elements below the element it names. */
export function makeFilters(say) {
  for (const input of document.querySelectorAll("[data-narrows]")) {
    const holder = document.getElementById(input.dataset.narrows);
    input.closest("[hidden]")?.removeAttribute("hidden");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const item of holder.querySelectorAll("li")) {
        const text = item.textContent.toLowerCase();
        item.hidden = !words.every((word) => text.includes(word));
        left += item.hidden ? 0 : 1;
      }
      for (const group of holder.querySelectorAll("[data-group]")) {
        group.hidden = !group.querySelector("li:not([hidden])");
        if (words.length && group.tagName === "DETAILS") group.open = !group.hidden;
      }
      say(`${left} of them`);
    });
  }
}
