export * from "./moments.ts";
export * from "./routes.ts";
