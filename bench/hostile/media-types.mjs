/** Content types with which a browser could run a stored recording as a page or a script. */
export const HOSTILE_MEDIA_TYPES = [
  "audio/mpeg;,text/html",
  "audio/mpeg,text/html",
  "audio/mpeg ; , text/html",
  "audio/mpeg;charset=utf-8,text/html",
  'audio/mpeg;a=",text/html',
  "AUDIO/MPEG;,TEXT/HTML",
  "application/ogg;,text/html;charset=utf-7",
  "audio/mpeg;\ttext/html",
  "video/mp4;boundary=,image/svg+xml",
  "audio/html",
  "video/x-html;text/html",
  "audio/svg+xml",
  "video/xhtml+xml",
  "audio/mpeg;\xa0text/html",
  "audio/mpeg;\xff,text/html",
  "text/html",
  "image/svg+xml",
  "multipart/x-mixed-replace;boundary=audio/mpeg",
  `audio/mpeg;${"a=b;".repeat(2_000)},text/html`,
];

/** A page with a script. */
export const PAGE = Buffer.from(
  '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(document.domain)</script></html>',
);
