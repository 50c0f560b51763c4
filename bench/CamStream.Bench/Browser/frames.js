// Runs in the page before its own scripts. Reads the capture time from the squares in every picture
// that a <video> shows. CamStream.TestPattern.TimeSquares defines the layout of the squares.
(() => {
  const GRID = 40, COLUMNS = 32, ROWS = 2, START = 0xb2, BLACK = 96, WHITE = 159;

  const edge = (square, width) => Math.floor((square * width) / GRID);
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  function check(bytes) {
    let crc = 0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
    }
    return crc;
  }

  // The mean of a square's middle half. Black and white have no colour: green is the luma.
  function mean(pixels, column, row, width) {
    const [left, right] = [edge(column, width), edge(column + 1, width)];
    const [top, bottom] = [edge(row, width), edge(row + 1, width)];
    const [x, y] = [left + Math.floor((right - left) / 4), top + Math.floor((bottom - top) / 4)];
    const [columns, lines] = [Math.ceil((right - left) / 2), Math.ceil((bottom - top) / 2)];
    let sum = 0;
    for (let j = y; j < y + lines; j++) {
      for (let i = x; i < x + columns; i++) sum += pixels.data[(j * pixels.width + i) * 4 + 1];
    }
    return sum / (columns * lines);
  }

  /** The capture time of a picture of `width` pixels, in Unix milliseconds; null if it has no squares. */
  function read(picture, width) {
    const [stripWidth, stripHeight] = [edge(COLUMNS, width), edge(ROWS, width)];
    if (width < GRID) return null;
    if (canvas.canvas.width !== stripWidth || canvas.canvas.height !== stripHeight) {
      canvas.canvas.width = stripWidth;
      canvas.canvas.height = stripHeight;
    }
    canvas.drawImage(picture, 0, 0, stripWidth, stripHeight, 0, 0, stripWidth, stripHeight);
    const pixels = canvas.getImageData(0, 0, stripWidth, stripHeight);
    const bytes = new Uint8Array(8);
    for (let square = 0; square < COLUMNS * ROWS; square++) {
      const luma = mean(pixels, square % COLUMNS, Math.floor(square / COLUMNS), width);
      if (luma >= BLACK && luma <= WHITE) return null;
      bytes[square >> 3] = (bytes[square >> 3] << 1) | (luma > WHITE ? 1 : 0);
    }
    if (bytes[0] !== START || bytes[7] !== check(bytes.subarray(1, 7))) return null;
    return bytes.subarray(1, 7).reduce((time, byte) => time * 256 + byte, 0);
  }

  const opened = performance.now();
  let log = [];

  function watch(video) {
    const onFrame = (_, frame) => {
      video.requestVideoFrameCallback(onFrame);
      const now = performance.now();
      // A picture becomes visible at the next refresh of the screen; a late one is visible already.
      const shown = Math.max(now, frame.expectedDisplayTime);
      const captured = read(video, video.videoWidth);
      const camera = video.closest('[data-camera]')?.dataset.camera ?? '';
      log.push({ camera, captured, shown: Date.now() + shown - now, sinceOpened: shown - opened });
    };
    video.requestVideoFrameCallback(onFrame);
  }

  const watched = new WeakSet();
  new MutationObserver(() => {
    for (const video of document.querySelectorAll('video')) {
      if (watched.has(video)) continue;
      watched.add(video);
      watch(video);
    }
  }).observe(document, { childList: true, subtree: true });

  window.camstreamBench = {
    read,
    /** The pictures shown since the last call. */
    take() {
      const taken = log;
      log = [];
      return taken;
    },
  };
})();
