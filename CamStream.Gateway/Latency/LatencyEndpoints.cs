using System.Text.Json;
using CamStream.Frames;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CamStream.Gateway.Latency;

/// <summary>
/// The part of <c>/api</c> that the Gateway itself answers: how far behind a camera is, and the
/// viewers' reports.
/// </summary>
internal static class LatencyEndpoints
{
    private const string Renders = "/renders";
    private const int MaxReportBytes = 16 << 10;

    /// <summary>Whether a request is a report. Every viewer sends several a second.</summary>
    public static bool IsReport(HttpRequest request) =>
        request.Path.Value?.EndsWith(Renders, StringComparison.OrdinalIgnoreCase) == true;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var camera = endpoints.MapGroup("/api/cameras/{id}");
        camera.MapGet("/latency", Get);
        camera
            .MapPost(Renders, PostAsync)
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
            : Problem($"Nobody has watched a camera '{id}' in the last minutes.", StatusCodes.Status404NotFound);
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
        // A page of another site cannot send this type unless we allow it (CORS), which we do not.
        if (!context.Request.HasJsonContentType())
        {
            var type = context.Request.ContentType;
            return Refuse(
                ReportOutcome.Malformed,
                Problem(
                    $"Content-Type is '{type}'; only application/json is allowed.",
                    StatusCodes.Status415UnsupportedMediaType
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
            return Refuse(ReportOutcome.Malformed, Problem($"The body is not a report: {failure.Message}"));
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
            return Refuse(ReportOutcome.Malformed, Problem("The body is null; it must be a JSON object."));
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
