/** `/play`: drop a photo, point at things, keep their masks. The server is `anymask serve`. */

import { Playground } from "./Playground";
import { serverBackend } from "./server_backend";

export default function PlayPage() {
  return <Playground makeBackend={serverBackend} title="Point at anything. Get its mask." />;
}
