// Supersampled layers to one tall picture, image under image: a photo's grey and the instance each pixel shows.
layout(binding = 0) uniform sampler2DArray color;
layout(binding = 1) uniform usampler2DArray instance;
uniform int size;       // output pixels a side
uniform int samples;    // samples a side of an output pixel

layout(location = 0) out float greyOut;
layout(location = 1) out uint idOut;

void main()
{
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    int image = pixel.y / size;
    ivec2 corner = ivec2(pixel.x, pixel.y - image * size) * samples;
    vec4 setting = images[image].taps;
    int taps = clamp(int(setting.x), 1, samples);
    corner += min(ivec2(setting.yz), ivec2(samples - taps));
    float sum = 0.0;
    uint best = 0u;
    int bestCount = 0;
    for (int i = 0; i < taps * taps; i++)
    {
        ivec3 from = ivec3(corner + ivec2(i % taps, i / taps), image);
        uint id = texelFetch(instance, from, 0).r;
        vec3 rgb = texelFetch(color, from, 0).rgb;
        sum += id == 0u ? setting.w : dot(rgb, images[image].grey.rgb);
        // Boyer and Moore's vote: an instance that most samples show wins; ties go to what came first.
        best = bestCount == 0 ? id : best;
        bestCount += id == best ? 1 : -1;
    }
    vec4 tone = images[image].tone;
    float grey = sum / float(taps * taps);
    grey = pow(max(grey, 0.0), tone.y);
    grey = clamp((grey - 0.5) * tone.z + 0.5 + tone.w, 0.0, 1.0);
    greyOut = best == 0u && sum >= 0.999 * setting.w * float(taps * taps) ? setting.w : grey;
    idOut = best;
}
