/** The stages of a frame's way from shutter to screen. */
export type StageName = 'camera' | 'network' | 'ingest' | 'feed' | 'encode' | 'package' | 'deliver' | 'render';

export interface StageWords {
  readonly name: StageName;
  readonly label: string;
  /** Where the time is spent, as the end of a sentence. */
  readonly where: string;
  readonly meaning: string;
}

/** All stages in order. */
export const stages: readonly StageWords[] = [
  { name: 'camera', label: 'Camera', where: 'in the camera', meaning: 'from the shutter until the camera sends' },
  {
    name: 'network',
    label: 'Network',
    where: 'on the network between camera and server',
    meaning: 'from the camera through the broker to the server',
  },
  {
    name: 'ingest',
    label: 'Server intake',
    where: 'in the server’s intake',
    meaning: 'checking the picture, and waiting for its turn (ingest)',
  },
  {
    name: 'feed',
    label: 'Way to the encoder',
    where: 'on the way to the encoder',
    meaning: 'from the intake to the encoder',
  },
  { name: 'encode', label: 'Encoding', where: 'in the encoder', meaning: 'turning the still into video' },
  {
    name: 'package',
    label: 'Waiting for the part',
    where: 'waiting for its part of the video',
    meaning: 'video is sent in short parts; this part had to be complete',
  },
  {
    name: 'deliver',
    label: 'Delivery',
    where: 'in the delivery to browsers',
    meaning: 'until the first browser had the part',
  },
  {
    name: 'render',
    label: 'Screen',
    where: 'on the screen side',
    meaning: 'the way to the browser, the player’s buffer, and drawing',
  },
];
