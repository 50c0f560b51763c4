using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Feeds;

/// <summary>What the feeds of all cameras have in common.</summary>
internal sealed class FeedContext(
    EncoderDirectory encoders,
    EncoderClient client,
    HttpMessageInvoker http,
    FeedAccounts accounts,
    IOptions<FeedOptions> options,
    IngestMetrics metrics,
    TimeProvider time
)
{
    public EncoderDirectory Encoders => encoders;

    public EncoderClient Client => client;

    public HttpMessageInvoker Http => http;

    public FeedAccounts Accounts => accounts;

    public FeedOptions Options => options.Value;

    public IngestMetrics Metrics => metrics;

    public TimeProvider Time => time;

    /// <summary>How long an encoder may take to accept a frame, or to answer.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(options.Value.WriteTimeoutMilliseconds);
}
