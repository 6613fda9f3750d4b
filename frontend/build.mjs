// Builds the scripts of the pages into web/static/bundle (or the folder named by OUT).
// Run by `make frontend` and by the package build; needs Node, which may come as a wheel.
import { build } from "esbuild";
import { readFile, rm } from "node:fs/promises";

const out = process.env.OUT ?? "../web/static/bundle";

// The editor writes its hints with a style attribute, which our Content-Security-Policy rightly refuses.
const withoutInlineStyles = {
  name: "without-inline-styles",
  setup(builder) {
    builder.onLoad({ filter: /yasqe\.esm\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll("<strong style='text-decoration:underline'>", "<strong>"),
      loader: "js",
    }));
  },
};

await rm(out, { recursive: true, force: true });
await build({
  entryPoints: ["src/site.js", "src/deciding.js", "src/network.js", "src/query.js"],
  outdir: out,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  legalComments: "linked",
  loader: { ".svg": "dataurl" },
  plugins: [withoutInlineStyles],
  logLevel: "info",
});
