using System.Net;
using CamStream.Frames.Encoders;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Ingest.Forwarding;

public class EncoderProbeTests
{
    [Fact]
    public async Task An_encoder_that_no_longer_answers_is_unreachable_within_two_seconds()
    {
        var (time, options) = (new FakeTimeProvider(), new ForwardingOptions());
        var encoder = new EncoderAddress("encoder-0", new Uri("http://encoder-0"));
        using var directory = new EncoderDirectory([encoder], TimeSpan.FromSeconds(1), time);
        using var once = new AnswersOnce();
        using var http = new HttpMessageInvoker(once);
        using var probe = new EncoderProbe(
            directory,
            new EncoderClient(http),
            new WrittenFrames(),
            Options.Create(options),
            time,
            NullLogger<EncoderProbe>.Instance
        );
        var (watch, answered) = (directory.Watch(encoder), directory.Watch(encoder).News);
        await probe.StartAsync(TestContext.Current.CancellationToken);
        await answered.WaitAsync(TestContext.Current.CancellationToken);

        // The encoder fails just after it has answered.
        var (lost, silenced) = (time.GetUtcNow(), new TaskCompletionSource());
        using var known = watch.Silenced.Register(silenced.SetResult);
        time.Advance(TimeSpan.FromMilliseconds(options.ProbeMilliseconds));
        await once.AskedAgain.Task.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(options.ProbeTimeoutMilliseconds));
        await silenced.Task.WaitAsync(TestContext.Current.CancellationToken);

        (time.GetUtcNow() - lost).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(2));
        watch.IsUsable.ShouldBeFalse();
        await probe.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class AnswersOnce : HttpMessageHandler
    {
        private bool _answered;

        public TaskCompletionSource AskedAgain { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (_answered)
            {
                AskedAgain.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            _answered = true;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("""{"draining":false,"ready":[]}"""),
            };
        }
    }
}
