/** The pixels of a picture. Only here does the model's folder touch a canvas, one that none sees. */

/** Red, green, blue and alpha, row by row; transparent pictures lie on white. */
export function pixelsOf(image: ImageBitmap): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("the picture is too large for this browser");
  context.fillStyle = "white";
  context.fillRect(0, 0, image.width, image.height);
  context.drawImage(image, 0, 0);
  image.close();
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}
