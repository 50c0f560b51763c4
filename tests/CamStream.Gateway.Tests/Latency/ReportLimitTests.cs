using System.Net;

namespace CamStream.Gateway.Latency;

public class ReportLimitTests
{
    [Fact]
    public async Task A_flood_of_reports_is_refused_and_other_requests_are_not()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");

        HttpResponseMessage? refused;
        do
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => door.ReportAsync()));
            refused = answers.FirstOrDefault(answer => answer.StatusCode != HttpStatusCode.NoContent);
        } while (refused is null);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        reports
            .GetMeasurementSnapshot()
            .ShouldContain(measured => Equals(measured.Tags["camstream.report.outcome"], "too_many"));
        (await door.Gateway.Client.GetAsync("/time", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );

        while ((await door.ReportAsync()).StatusCode != HttpStatusCode.NoContent)
            await Task.Yield();
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void An_address_stands_for_its_owner(string address, string subscriber)
    {
        ReportLimit.Subscriber(IPAddress.Parse(address)).ShouldBe(IPAddress.Parse(subscriber));
    }
}
