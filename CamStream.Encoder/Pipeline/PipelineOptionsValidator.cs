using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Pipeline;

/// <summary>Checks <see cref="PipelineOptions"/> when the service starts.</summary>
[OptionsValidator]
internal sealed partial class PipelineOptionsValidator : IValidateOptions<PipelineOptions>;
