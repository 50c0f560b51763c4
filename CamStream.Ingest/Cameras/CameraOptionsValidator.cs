using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Cameras;

[OptionsValidator]
internal sealed partial class CameraOptionsValidator : IValidateOptions<CameraOptions>;
