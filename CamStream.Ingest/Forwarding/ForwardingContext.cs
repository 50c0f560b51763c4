using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Forwarding;

/// <summary>What the forwarders of all cameras have in common.</summary>
internal sealed class ForwardingContext(
    EncoderDirectory encoders,
    EncoderClient client,
    HttpMessageInvoker http,
    WrittenFrames written,
    IOptions<ForwardingOptions> options,
    IngestMetrics metrics,
    TimeProvider time
)
{
    public EncoderDirectory Encoders => encoders;

    public EncoderClient Client => client;

    public HttpMessageInvoker Http => http;

    public WrittenFrames Written => written;

    public ForwardingOptions Options => options.Value;

    public IngestMetrics Metrics => metrics;

    public TimeProvider Time => time;
}
