// Prints, as JSON, what dom-accessibility-api calls each picture and link of the pages given as JSON on standard input.
// Needs jsdom and dom-accessibility-api where NODE_PATH or the working directory leads to them.
const { JSDOM, VirtualConsole } = require("jsdom");
const { computeAccessibleName } = require("dom-accessibility-api");

const { pages, selector } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const names = pages.map((page) => {
  const { window } = new JSDOM(page, { virtualConsole: new VirtualConsole() });
  // The browser's own style sheet gives area and title no box, which does not hide them; newer versions of jsdom know that sheet.
  window.document.head?.insertAdjacentHTML("beforeend", "<style>area, svg title { display: inline }</style>");
  const found = [...window.document.querySelectorAll(selector)].map((element) =>
    computeAccessibleName(element),
  );
  window.close();
  return found;
});
process.stdout.write(JSON.stringify(names));
