using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Intake;

[OptionsValidator]
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>;
