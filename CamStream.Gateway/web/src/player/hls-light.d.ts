// The build without alternate audio, subtitles and DRM has the same types for the rest.
declare module 'hls.js/light' {
  export * from 'hls.js';
  export { default } from 'hls.js';
}
