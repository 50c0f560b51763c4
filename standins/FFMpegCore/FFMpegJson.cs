using System.Text.Json.Serialization;
using FFMpegCore.Probing;

namespace FFMpegCore;

[JsonSerializable(typeof(FFOptions))]
[JsonSerializable(typeof(ProbeOutput))]
internal sealed partial class FFMpegJson : JsonSerializerContext;
