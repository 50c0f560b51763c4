using System.Diagnostics;
using System.Text.Json;
using CamStream.Frames;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CamStream.Gateway.Latency;

/// <summary>
/// What the Gateway itself answers of <c>/api</c>: how far behind a camera is, and viewers' reports
/// of that.
/// </summary>
internal static class LatencyEndpoints
{
    private const int MaxReportBytes = 16 << 10;

    public static void AddLatency(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LatencyMemory>();
        builder.Services.AddSingleton<TracedFrames>();
        builder.Services.AddSingleton<Deliveries>();
        builder.Services.AddSingleton<RenderReports>();
        builder.Services.AddRateLimiter(limits =>
            limits.AddPolicy<System.Net.IPAddress, ReportLimit>(nameof(ReportLimit))
        );
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, LatencyJson.Default)
        );
        builder.Services.AddSingleton<DistributedContextPropagator, NoViewersTraces>();
        builder.AddTracesOf(LatencyTracing.PageService, LatencyTracing.PageSource);
    }

    public static void MapLatency(this WebApplication app)
    {
        app.UseRateLimiter();
        app.MapGet("/api/cameras/{id}/latency", Get);
        app.MapPost("/api/cameras/{id}/renders", PostAsync)
            .RequireRateLimiting(nameof(ReportLimit))
            .WithMetadata(new RequestSizeLimitAttribute(MaxReportBytes));
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Get(
        string id,
        HttpContext context,
        LatencyMemory memory,
        RecentCameras recent
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!CameraId.TryParse(id, out var camera))
            return NoCameraId(id);
        if (memory.TryGet(camera, out var latency))
            return Json(latency.ReadJson(id));
        return recent.IsKnown(camera)
            ? Json(LatencyView.Of(id, []).ToJson())
            : TypedResults.Problem(
                $"Nobody has watched a camera '{id}' lately.",
                statusCode: StatusCodes.Status404NotFound
            );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(
        string id,
        HttpContext context,
        RenderReports reports,
        GatewayMetrics metrics
    )
    {
        if (!CameraId.TryParse(id, out var camera))
            return Refuse(ReportOutcome.Malformed, NoCameraId(id));
        // A page of another site cannot send this type unless we told its browser so (CORS), which
        // we do not.
        if (!context.Request.HasJsonContentType())
        {
            return Refuse(
                ReportOutcome.Malformed,
                TypedResults.Problem(
                    "application/json is wanted.",
                    statusCode: StatusCodes.Status415UnsupportedMediaType
                )
            );
        }
        RenderReport? report;
        try
        {
            report = await JsonSerializer.DeserializeAsync(
                context.Request.Body,
                LatencyJson.Default.RenderReport,
                context.RequestAborted
            );
        }
        catch (JsonException failure)
        {
            return Refuse(ReportOutcome.Malformed, Problem($"The body is no report: {failure.Message}"));
        }
        catch (BadHttpRequestException failure)
        {
            var outcome =
                failure.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? ReportOutcome.TooLarge
                    : ReportOutcome.Malformed;
            return Refuse(outcome, Problem(failure.Message, failure.StatusCode));
        }
        if (report is null)
            return Refuse(ReportOutcome.Malformed, Problem("The body is null: a JSON object is wanted."));
        if (report.Problem() is { } problem)
            return Refuse(ReportOutcome.Malformed, Problem(problem));
        reports.Take(camera, report);
        return TypedResults.NoContent();

        ProblemHttpResult Refuse(ReportOutcome outcome, ProblemHttpResult answer)
        {
            metrics.Reported(null, outcome);
            return answer;
        }
    }

    private static FileContentHttpResult Json(byte[] json) =>
        TypedResults.Bytes(json, "application/json; charset=utf-8");

    private static ProblemHttpResult NoCameraId(string id) => Problem(CameraId.Problem(id));

    private static ProblemHttpResult Problem(string detail, int status = StatusCodes.Status400BadRequest) =>
        TypedResults.Problem(detail, statusCode: status);
}
