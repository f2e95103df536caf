// One image's camera, light and background, as Device/ImageRecord.cs lays them out. A draw is of one object of one image: what a block
// holds is then the same for all of a draw's fragments, which costs a software rasteriser a fifth of a look-up by index.
struct LightRecord
{
    vec4 position;      // xyz; 0 directional, 1 point, 2 spot
    vec4 direction;     // towards a directional light, along a spot's axis; wrap
    vec4 color;         // rgb times intensity; 1 / range
    vec4 cone;          // cosine at the edge, 1 / (cosine inside - edge); shadow strength, softness
};

layout(std140, binding = 0) uniform ImageBlock
{
    vec4 clipX, clipY, clipZ, clipW;    // columns of world to clip
    vec4 eye;                           // position; 1 if orthographic
    vec4 right, up, forward;            // axes; forward.w completes the planar depth
    vec4 intrinsics;                    // focal lengths, principal point, pixels
    vec4 clipping;                      // near, far; layer; first row of the output
    vec4 sky, equator, ground;
    vec4 panorama;                      // cosine and sine of its turn, intensity, layer
    vec4 harmonics[9];
    vec4 boxDirection[4];               // towards it; sharpness
    vec4 boxColor[4];                   // rgb; its diffuse share
    vec4 occlusion;                     // strength, radius; soft boxes, panorama or not
    vec4 background;                    // kind; cosine, sine, frequency
    vec4 backColor;                     // rgb; pattern
    vec4 backSecond;                    // rgb; texture layer
    vec4 backFrame;                     // left, top, width, height of the picture
    vec4 backMore;                      // offset; blur in levels, intensity
    vec4 taps;                          // subsampling: count, offset
    LightRecord lights[8];
    vec4 shadowX[8], shadowY[8], shadowZ[8], shadowW[8];    // columns of world to shadow clip, by view
    vec4 shadowMore[8];                 // layer, size of a texel at 1 m, first view of light i
};

layout(std140, binding = 1) uniform ObjectBlock
{
    vec4 worldX, worldY, worldZ;        // columns of object to world: dot with (position, 1)
    vec4 normalX, normalY, normalZ;     // columns of the inverse transpose
    uvec4 ids;                          // drawn object, coverage record
};
