/** `/device`: the playground without a server; the photo never leaves this device. */

import { Playground } from "../play/Playground";
import { deviceBackend } from "./device_backend";

export default function DevicePage() {
  return <Playground makeBackend={deviceBackend} title="All of it on your own device." />;
}
