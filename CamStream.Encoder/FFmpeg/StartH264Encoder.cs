namespace CamStream.Encoder.FFmpeg;

/// <summary>Starts an encoder; the caller owns it.</summary>
internal delegate IH264Encoder StartH264Encoder(H264Session session);
