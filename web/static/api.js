// Put the forms of Swagger UI into the place that the page keeps for them; the page says where the description is.
const place = document.getElementById("swagger");
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);

dark.addEventListener("change", follow);
follow();
SwaggerUIBundle({
  url: place.dataset.description,
  domNode: place,
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
  // The page has said what this is, and there is one server: this one.
  plugins: [() => ({ components: { InfoContainer: () => null, ServersContainer: () => null } })],
});
