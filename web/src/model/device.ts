/**
 * The image encoder on the user's own machine: nothing leaves it. Its embeddings open in a decoder
 * like those of the server.
 */

import { decoderInfo, type DecoderSource, ENCODE } from "./info";
import { fetchFiles, startWorker } from "./start";

export interface DeviceEncoder {
  /**
   * Encodes a picture.
   *
   * @param image as large as it is; it is used up.
   * @returns an embedding for `Decoder.open`.
   */
  encode(image: ImageBitmap): Promise<ArrayBuffer>;
  close(): void;
}

/**
 * Fetches the encoder and starts it in a worker of its own, so that prompts about one picture are
 * answered while another is encoded.
 *
 * @throws Error if the source has no encoder, or this browser cannot run it.
 */
export async function makeDeviceEncoder(source: DecoderSource): Promise<DeviceEncoder> {
  const info = decoderInfo(await source.info());
  const channel = await startWorker(await fetchFiles(source, info, [ENCODE]), "wasm");
  return {
    encode: (image) => channel.ask({ kind: "encode", image, side: info.imageSide }, [image]),
    close: () => {
      channel.end();
    },
  };
}
