using System.Diagnostics.Metrics;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Hls;
using CamStream.Gateway.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Coalescing;

public sealed class FlightsTests : IDisposable
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TaskCompletionSource<Answer> _answer = new();
    private int _asked;

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Viewers_that_ask_the_same_at_one_time_share_the_answer()
    {
        var flights = Create();
        var viewers = Enumerable.Range(0, 10).Select(_ => flights.GetAsync("a", AskAsync, _stop)).ToList();
        _answer.SetResult(new Answer(200, new byte[1]));

        var answers = await Task.WhenAll(viewers);

        _asked.ShouldBe(1);
        answers.ShouldAllBe(answer => ReferenceEquals(answer.Answer, answers[0].Answer));
    }

    [Fact]
    public async Task Different_requests_are_asked_apart()
    {
        var flights = Create();
        var viewers = new[] { flights.GetAsync("a", AskAsync, _stop), flights.GetAsync("b", AskAsync, _stop) };
        _answer.SetResult(new Answer(200, new byte[1]));

        await Task.WhenAll(viewers);

        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_goes_on_until_the_last_viewer_has_left()
    {
        var flights = Create();
        using var leaving = new CancellationTokenSource();
        using var staying = new CancellationTokenSource();
        var asked = new TaskCompletionSource<CancellationToken>();
        Task<Answer> Ask(CancellationToken token)
        {
            asked.SetResult(token);
            return _answer.Task.WaitAsync(token);
        }
        var first = flights.GetAsync("a", Ask, leaving.Token);
        var second = flights.GetAsync("a", Ask, staying.Token);
        var token = await asked.Task;

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        token.IsCancellationRequested.ShouldBeFalse();

        await staying.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_viewer_that_comes_after_all_have_left_asks_anew()
    {
        var flights = Create();
        using var leaving = new CancellationTokenSource();
        var first = flights.GetAsync("a", AskAsync, leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);

        var second = flights.GetAsync("a", AskAsync, _stop);
        _answer.SetResult(new Answer(200, new byte[1]));

        (await second).Answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_failure_is_an_answer_and_is_not_cached()
    {
        var flights = Create();

        (await flights.GetAsync("a", _ => throw new InvalidOperationException("broken"), _stop)).Answer.Status.ShouldBe(
            502
        );

        _answer.SetResult(new Answer(200, new byte[1]));
        (await flights.GetAsync("a", AskAsync, _stop)).Answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task Too_many_different_requests_are_refused_and_shared_ones_are_not()
    {
        var flights = Create(maxFlights: 1);
        var first = flights.GetAsync("a", AskAsync, _stop);

        var (refused, _) = await flights.GetAsync("b", AskAsync, _stop);
        var same = flights.GetAsync("a", AskAsync, _stop);
        _answer.SetResult(new Answer(200, new byte[1]));

        refused.Status.ShouldBe(503);
        refused.RetryAfter.ShouldBe("1");
        (await first).Answer.Status.ShouldBe(200);
        (await same).Answer.Status.ShouldBe(200);
        (await flights.GetAsync("b", AskAsync, _stop)).Answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_later_viewer_gets_the_cached_answer()
    {
        var flights = Create();
        _answer.SetResult(new Answer(200, new byte[1]) { CacheControl = "max-age=10" });

        for (var i = 0; i < 5; i++)
            await flights.GetAsync("a", AskAsync, _stop);

        _asked.ShouldBe(1);
    }

    private Task<Answer> AskAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        return _answer.Task.WaitAsync(cancellation);
    }

    private Flights Create(int maxFlights = 100)
    {
        var time = new FakeTimeProvider();
        var options = Options.Create(new GatewayOptions { MaxOriginRequests = maxFlights });
        var cache = new AnswerCache(options, time);
        return new Flights(
            cache,
            new GatewayMetrics(_services.GetRequiredService<IMeterFactory>(), new ViewerEstimate(time)),
            options
        );
    }
}
