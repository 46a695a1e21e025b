// The style sheets that esbuild takes in.
declare module "*.css";
